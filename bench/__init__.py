"""What things cost, measured beside a floor in the same run."""
