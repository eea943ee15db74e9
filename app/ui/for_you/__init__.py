"""What a persona may like, without a query; it learns from every like."""
