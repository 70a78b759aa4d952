"""One call: its requests, their retries, and the response turned into a model."""
