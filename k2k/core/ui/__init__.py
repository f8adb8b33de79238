"""What pages are drawn and written with: pictures as SVG, dates and numbers in four languages. No database here."""
