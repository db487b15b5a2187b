"""What Pith keeps: `engine` opens it, `tables` describes it, `migrations` bring an older one up to date."""
