"""Search engines side by side: each builds an index of the same reports and answers the same queries."""
