"""What this project adds to pytest."""
