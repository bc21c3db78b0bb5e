"""Where records live: files and entries in, published marts out; knows nothing of what the numbers mean."""
