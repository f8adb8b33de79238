"""The house's own rules, tested; each rule is also shown to fail on a planted violation."""
