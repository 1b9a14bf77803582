// Tensors are counted, and threads of libtorch set, for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
