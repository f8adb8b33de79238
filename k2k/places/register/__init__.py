"""A site's register from a workbook or CSV: read, understood, compared, and only then written.

`tables` turns an uploaded file into rows of text, `columns` finds out which column is which, `reading` makes homes and
doubts of the rows, `plan` compares them with what stands. Nothing in `tables`, `columns` and `reading` touches the
database.
"""
