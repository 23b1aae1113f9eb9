"""The same content in other forms than HTML: what `format` asks for, and the whole catalogue.

`forms` names the forms, `answers` sends them, `rows` reads what a list shows and `records` a page
in every detail; `lists` and `pages` are what page types are mixed with; `openapi` describes it all.
Nothing here shows a page that has no row in the catalogue: it is not published, or not open to all.
docs/donnees.md says why it is so.
"""
