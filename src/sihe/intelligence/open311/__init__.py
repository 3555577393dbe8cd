"""Open interface (开放接口): other programs report and read by Open311 GeoReport v2. Row R31.

Asks places, responsibilities, matters and intake. Tells when a key was issued or ended.
"""
