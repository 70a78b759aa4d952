"""Arguments of operations, validated and encoded."""
