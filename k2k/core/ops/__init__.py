"""What an operator needs: serving, health, the doctor, backup and restore."""
