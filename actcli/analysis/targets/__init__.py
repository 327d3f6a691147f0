"""What kind of target a column of data is: the profile of the column, and the judgement of it."""
