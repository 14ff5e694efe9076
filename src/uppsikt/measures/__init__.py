"""What is counted beside the money: measures and their counts by month."""
