"""Finding among what is published: the read model, and what each process makes of it.

`writing` keeps one row a page, `reading` keeps each process in step with the rows, `index` holds
a language in memory (facets as bitmaps, orders), `languages` several at once, `text` finds words,
`excerpt` shows them.
docs/catalogue.md says why.
"""
