"""The demo content: TOML files of each application, and the loader that reads them."""
