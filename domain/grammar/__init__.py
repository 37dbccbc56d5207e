"""The closed grammar of requests: which texts are understood without a model, and as what."""
