namespace PlayCount.Learning.Evaluation;

/// <summary>A binary tree of thresholds with a value at each leaf, grown to the least squared error, level by level.</summary>
/// <remarks>
/// Each node takes the axis and threshold, halfway between two neighbouring values, that lower its squared error most; the first axis and
/// the lowest threshold of equals. Source: Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, chapter 8.
/// </remarks>
internal sealed class RegressionTree
{
    /// <summary>A split must take away more than this share of the targets' squares: less is rounding.</summary>
    private const double LeastShare = 1e-12;

    private readonly List<Node> _nodes = [];

    /// <summary>The number of leaves.</summary>
    public int Leaves => _nodes.Count(node => node.IsLeaf);

    /// <summary>Grows a tree.</summary>
    /// <param name="sorted">The training rows in ascending order of each axis.</param>
    /// <param name="targets">Shape (rows).</param>
    /// <param name="depth">Splits on the way to a leaf, at most.</param>
    /// <param name="leafRows">Rows in a leaf, at least.</param>
    public static RegressionTree Grow(SortedAxes sorted, double[] targets, int depth, int leafRows)
    {
        var tree = new RegressionTree();
        var nodeOfRow = new int[targets.Length];
        tree._nodes.Add(Node.Leaf(targets.Sum(), targets.Length));
        var least = LeastShare * FixedOrder.Dot(targets, targets);
        for (var (level, first) = (0, 0); level < depth; level++)
        {
            var end = tree._nodes.Count;
            var splits = tree.BestSplits(sorted, targets, nodeOfRow, first, leafRows, least);
            tree.Apply(splits, sorted.Points, targets, nodeOfRow, first);
            if (tree._nodes.Count == end)
                break;
            first = end;
        }

        return tree;
    }

    /// <summary>The value of the leaf that a point falls into.</summary>
    public double Estimate(double[] point)
    {
        var node = _nodes[0];
        while (!node.IsLeaf)
            node = _nodes[point[node.Axis] <= node.Threshold ? node.Left : node.Left + 1];
        return node.Sum / node.Rows;
    }

    /// <summary>The best split of each node of the last level; a gain of 0 where there is none.</summary>
    private Split[] BestSplits(SortedAxes sorted, double[] targets, int[] nodeOfRow, int first, int leafRows, double least)
    {
        var best = new Split[_nodes.Count - first];
        Array.Fill(best, new Split(0, 0, least));
        var passed = new (double Sum, int Rows, double Last)[best.Length];
        for (var axis = 0; axis < sorted.Orders.Length; axis++)
        {
            Array.Clear(passed);
            foreach (var row in sorted.Orders[axis])
            {
                var place = nodeOfRow[row] - first;
                if (place < 0)
                    continue;
                var (value, node) = (sorted.Points[row][axis], _nodes[nodeOfRow[row]]);
                ref var left = ref passed[place];
                if (left.Rows >= leafRows && node.Rows - left.Rows >= leafRows && value > left.Last)
                {
                    var gain = Gain(left.Sum, left.Rows, node);
                    if (gain > best[place].Gain)
                        best[place] = new Split(axis, left.Last + (value - left.Last) / 2, gain, IsFound: true);
                }

                left = (left.Sum + targets[row], left.Rows + 1, value);
            }
        }

        return best;
    }

    private static double Gain(double sum, int rows, Node node)
    {
        var (otherSum, otherRows) = (node.Sum - sum, node.Rows - rows);
        return sum * sum / rows + otherSum * otherSum / otherRows - node.Sum * node.Sum / node.Rows;
    }

    private void Apply(Split[] splits, double[][] points, double[] targets, int[] nodeOfRow, int first)
    {
        for (var place = 0; place < splits.Length; place++)
        {
            var split = splits[place];
            if (!split.IsFound)
                continue;
            var left = _nodes.Count;
            _nodes[first + place] = _nodes[first + place] with { Axis = split.Axis, Threshold = split.Threshold, Left = left };
            _nodes.AddRange([Node.Leaf(0, 0), Node.Leaf(0, 0)]);
            for (var row = 0; row < nodeOfRow.Length; row++)
            {
                if (nodeOfRow[row] != first + place)
                    continue;
                nodeOfRow[row] = points[row][split.Axis] <= split.Threshold ? left : left + 1;
                var child = _nodes[nodeOfRow[row]];
                _nodes[nodeOfRow[row]] = Node.Leaf(child.Sum + targets[row], child.Rows + 1);
            }
        }
    }

    private readonly record struct Split(int Axis, double Threshold, double Gain, bool IsFound = false);

    /// <summary>A leaf, or a split whose right child follows its left one.</summary>
    private sealed record Node(double Sum, int Rows, int Axis, double Threshold, int Left)
    {
        public bool IsLeaf => Left == 0;

        public static Node Leaf(double sum, int rows) => new(sum, rows, Axis: 0, Threshold: 0, Left: 0);
    }
}

/// <summary>Rows in ascending order of each axis, found once for many trees.</summary>
/// <param name="Points">Shape (rows, axes).</param>
/// <param name="Orders">Shape (axes, rows): rows by their value, rows of one value in their order.</param>
internal sealed record SortedAxes(double[][] Points, int[][] Orders)
{
    public static SortedAxes Of(double[][] points) => new(points, [.. Enumerable.Range(0, points[0].Length)
        .Select(axis => Enumerable.Range(0, points.Length).OrderBy(row => points[row][axis]).ToArray())]);
}
