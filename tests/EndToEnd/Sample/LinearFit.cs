using MathNet.Numerics.LinearAlgebra;

namespace PlayCount.EndToEnd.Tests.Sample;

/// <summary>Least squares with a constant.</summary>
internal static class LinearFit
{
    /// <summary>R2 of the fit when each row is estimated from all the others.</summary>
    /// <remarks>The left-out residual is the residual over one minus the row's leverage (Allen's PRESS).</remarks>
    public static double LeftOutR2(double[][] rows, double[] targets)
    {
        var design = Matrix<double>.Build.Dense(rows.Length, rows[0].Length + 1, (row, column) => column == 0 ? 1 : rows[row][column - 1]);
        var factors = design.QR();
        var residuals = Vector<double>.Build.Dense(targets) - design * factors.Solve(Vector<double>.Build.Dense(targets));
        var mean = targets.Average();
        var (unexplained, total) = (0.0, 0.0);
        for (var row = 0; row < targets.Length; row++)
        {
            var leverage = factors.Q.Row(row).SubVector(0, design.ColumnCount).L2Norm();
            unexplained += Math.Pow(residuals[row] / (1 - leverage * leverage), 2);
            total += Math.Pow(targets[row] - mean, 2);
        }

        return 1 - unexplained / total;
    }
}
