"""Last year by this year's organisation: as published or restated."""
