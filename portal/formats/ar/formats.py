"""Arabic with the digits 0 to 9, as its technical and international texts are set: docs/langues.md.

So a figure reads the same beside a Latin name, in a table and in an address.
"""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
