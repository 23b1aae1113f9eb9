"""What Django's own French lacks: « 1er janvier 2025 » (portal.templatetags.portal.long_date)."""

FIRST_DAY_FORMAT = r"j\e\r F Y"
