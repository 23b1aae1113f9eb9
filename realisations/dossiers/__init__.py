"""Dossiers to print: the same content as the pages, composed by typst into an accessible PDF.

`content` says what a document holds, `rich` and `figures` how a page's texts and numbers are told,
`places` where the fiches are, `images` what is drawn or photographed; `composition` runs typst on
the templates of `typst/`, `shelf` keeps what was made, `limits` how much one visitor may ask, and
`views` answers. docs/dossiers-pdf.md says why.
"""
