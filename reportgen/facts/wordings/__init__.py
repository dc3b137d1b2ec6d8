"""What sources write: figures and dates, read out of their wordings."""
