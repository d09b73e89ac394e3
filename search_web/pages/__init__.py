"""The page object of each page: everything its template shows, already in words. Words and links only."""
