"""The live page of the look (界面样张): every component, with invented data and a line on its use."""
