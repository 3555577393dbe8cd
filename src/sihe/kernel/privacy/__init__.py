"""Privacy (个人信息保护): encrypted fields, masks, logged reveals, retention that runs by itself.

Mission: what it must never become. Asks access and journal. Tells revealed, swept, keys rotated.
"""
