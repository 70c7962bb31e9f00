"""The program that scores Banfa on questions whose right replies are known."""
