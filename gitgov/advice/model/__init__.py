"""The only home of DSPy: programs, the engine that they speak through, and the worker process in which they run."""
