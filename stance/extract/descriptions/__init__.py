"""Who speakers are: an article's own words beside a name in, role, body and country out."""
