"""Information technology (信息技术): desks, exchange with other systems, figures and pages for all."""
