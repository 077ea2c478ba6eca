"""Makes the files that an administrator installs on many computers: browsers' policies, and
config.toml."""
