"""The translation passport: what each translated page is worth, and how it is known.

`digests` says whether two states of a page differ, and where; `passports` keeps the passport of
each translation in step with what is published; `telling` says it to a reader, `admin` to an
editor; `review` is how an editor vouches for it. `machine` asks a provider for translations, `po`
takes those of an agency. docs/traduire.md says how it is used and why it is so.
"""
