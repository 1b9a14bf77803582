using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

/// <summary>The tuned baselines beside scikit-learn's, on the same numbers: what is chosen, and what is estimated.</summary>
[Trait("Set", "Full")]
public sealed class BaselinesAgainstScikitLearnTests : IDisposable
{
    private readonly ScikitLearn _learn = new();

    public void Dispose() => _learn.Dispose();

    [Theory]
    [InlineData(61, 2.0)]
    [InlineData(62, 0.5)]
    public void Neighbours_and_ridge_are_chosen_and_estimated_as_its_grid_search_does(ulong seed, double signal)
    {
        const double Tolerance = 1e-8; // of targets near 10, in double precision
        var rows = Rows.Draw(seed, training: 60, validation: 9, features: 200, signal);
        var (points, others) = rows.Points;
        var folds = InnerFolds.Of([.. Enumerable.Range(0, 60)], new Rng(seed));
        Write(rows, points, others, folds);

        var said = _learn.Run("""
            from sklearn.linear_model import Ridge
            from sklearn.model_selection import GridSearchCV, PredefinedSplit
            from sklearn.neighbors import KNeighborsRegressor
            from sklearn.preprocessing import StandardScaler
            scaler = StandardScaler().fit(m("x"))
            x, o, y = scaler.transform(m("x")), scaler.transform(m("o")), v("y")
            # The sum over all rows, as ours: folds of one size weigh alike.
            split = PredefinedSplit(v("fold"))
            near = GridSearchCV(KNeighborsRegressor(), {"n_neighbors": [20, 10, 5, 3, 1]}, cv=split, scoring="neg_mean_squared_error")
            near.fit(x, y)
            print(near.best_params_["n_neighbors"]); say([near.predict(o)])
            penalties = [1e4, 3e3, 1e3, 3e2, 1e2, 3e1, 1e1, 3, 1, 3e-1, 1e-1, 3e-2, 1e-2, 3e-3, 1e-3]
            error = np.zeros(len(penalties))
            for fold in range(5):
                out = v("fold") == fold
                a, b = x[~out], x[out]
                square = ((a - a.mean(0)) ** 2).sum() / len(a)
                for i, penalty in enumerate(penalties):
                    error[i] += ((Ridge(alpha=penalty * square).fit(a, y[~out]).predict(b) - y[out]) ** 2).sum()
            best = penalties[error.argmin()]
            print(best); say([Ridge(alpha=best * (x ** 2).sum() / len(x)).fit(x, y).predict(o)])
            """);

        var neighbours = folds.Choose(NearestRows.Predict, points, rows.Targets);
        Assert.Equal(said[0][0], NearestRows.Neighbours[neighbours]);
        Assert.Equal(said[1], NearestRows.Predict(points, rows.Targets, others)[neighbours], (a, b) => Math.Abs(a - b) < Tolerance);
        var penalty = folds.Choose(RidgeRegression.Predict, points, rows.Targets);
        Assert.Equal(said[2][0], RidgeRegression.PenaltiesPerSquare[penalty]);
        Assert.Equal(said[3], RidgeRegression.Predict(points, rows.Targets, others)[penalty], (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Theory]
    [InlineData(40, 6, 3.0)]
    [InlineData(40, 6, 100.0)]
    [InlineData(25, 32, 10.0)]
    public void Poisson_regression_has_its_optimum(int songs, int features, double penalty)
    {
        const double Tolerance = 1e-6; // its solver stops at a gradient of 1e-10
        var rows = Rows.Draw(seed: 63, songs, validation: 7, features);
        var (points, others) = rows.Points;
        double[] counts = [.. rows.Targets.Select(target => Math.Max(Math.Round(target), 0))];
        _learn.Write("x", points);
        _learn.Write("o", others);
        _learn.Write("y", [counts]);
        _learn.Write("penalty", [[penalty]]);

        var said = _learn.Run("""
            from sklearn.linear_model import PoissonRegressor
            x, y = m("x"), v("y")
            fit = PoissonRegressor(alpha=v("penalty")[0] / len(y), max_iter=100000, tol=1e-10).fit(x, y)
            say([fit.intercept_ + m("o") @ fit.coef_])
            """);

        var ours = new PoissonRegression(points, counts);
        ours.Fit(1e4); // weights for another penalty are where it starts from
        ours.Fit(penalty);
        Assert.Equal(said[0], Array.ConvertAll(others, ours.LogMean), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Trees_are_its_trees_stage_by_stage(int depth)
    {
        const double Tolerance = 1e-5; // it keeps the axes in single precision
        var rows = Rows.Draw(seed: 64, training: 80, validation: 11, features: 12);
        var points = Array.ConvertAll(rows.Training, row => Array.ConvertAll(row, value => (double)value));
        var others = Array.ConvertAll(rows.Validation, row => Array.ConvertAll(row, value => (double)value));
        _learn.Write("x", points);
        _learn.Write("o", others);
        _learn.Write("y", [rows.Targets]);
        _learn.Write("depth", [[depth]]);

        var said = _learn.Run("""
            from sklearn.ensemble import GradientBoostingRegressor
            fit = GradientBoostingRegressor(n_estimators=80, learning_rate=0.1, max_depth=int(v("depth")[0]), min_samples_leaf=5,
                criterion="squared_error", random_state=0).fit(m("x"), v("y"))
            say(list(fit.staged_predict(m("o")))[:80])
            """);

        double[][] ours = [.. BoostedTrees.Boost(SortedAxes.Of(points), rows.Targets, others, depth).Skip(1)];
        Assert.Equal(80, ours.Length);
        foreach (var (expected, estimates) in said.Zip(ours))
            Assert.Equal(expected, estimates, (a, b) => Math.Abs(a - b) < Tolerance);
    }

    private void Write(Rows rows, double[][] points, double[][] others, InnerFolds folds)
    {
        Assert.Equal((60, 9), (points.Length, others.Length));
        _learn.Write("x", Array.ConvertAll(rows.Training, row => Array.ConvertAll(row, value => (double)value)));
        _learn.Write("o", Array.ConvertAll(rows.Validation, row => Array.ConvertAll(row, value => (double)value)));
        _learn.Write("y", [rows.Targets]);
        _learn.Write("fold", [Array.ConvertAll(folds.FoldOfRow.ToArray(), fold => (double)fold)]);
    }
}
