"""A large set of invented perumahan, filled by bulk SQL: what a programme of years and hundreds of sites looks like."""
