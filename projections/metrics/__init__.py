"""The metrics read model in DuckDB, a concept a file; `metrics_duckdb.py` above joins them."""
