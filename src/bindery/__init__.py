"""The build glue: runs the snippets, binds their numbers and figures into pages."""
