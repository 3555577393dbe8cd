"""Calendar (日历): China's public holidays and make-up workdays, office hours, and terms in four units. Row R13."""
