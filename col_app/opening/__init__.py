"""What a new portal starts with: topics, skills, colours, words. Cities of the atlas by name."""
