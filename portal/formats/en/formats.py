"""English for an international reader: 24 November 2026 reads the same on both sides of the ocean."""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
