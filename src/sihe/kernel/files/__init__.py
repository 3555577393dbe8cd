"""Files (文件): photos and papers, checked by their content, stripped of what a camera adds. Row R31."""
