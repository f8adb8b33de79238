"""What ballots offer the house."""
