"""Grant, budget, forecasts, known unbooked items and what stands beside the year's result."""
