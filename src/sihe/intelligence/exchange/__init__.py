"""Exchange (数据交换): files of matters that come in, and answers that go back. Rows R4, R31.

Asks places, organisations, responsibilities, matters, hand-overs and intake. Tells when an import began, ended
or was undone.
"""
