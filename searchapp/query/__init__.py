"""From what an editor types to a query tree."""
