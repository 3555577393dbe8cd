"""The Django project: settings, addresses and servers; it joins the mechanisms and holds no rule."""
