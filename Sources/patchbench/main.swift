print("patchbench")
