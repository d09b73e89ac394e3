"""What a citizen, a clerk and a journalist come for, done in Chromium: interactions and seconds each."""
