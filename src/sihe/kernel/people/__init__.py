"""People (居民·人员): residents and staff as one body of persons, living here in dated spells.

Row R1."""
