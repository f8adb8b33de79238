"""Many at once: nothing is lost, nothing is doubled. How fast is a matter of bench/, never of a test."""
