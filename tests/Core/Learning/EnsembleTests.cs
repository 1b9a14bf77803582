using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

public sealed class EnsembleTests
{
    [Fact]
    public void The_estimate_is_the_mean_of_the_members() =>
        Assert.Equal([2f, -1.5f], Ensemble.MeanOf([[1, -4], [2, 0.5f], [3, -1]]));

    [Fact]
    public void One_member_is_left_as_it_is() => Assert.Equal([1 / 3f, float.MaxValue], Ensemble.MeanOf([[1 / 3f, float.MaxValue]]));

    [Fact]
    public void A_member_without_a_number_leaves_none() => Assert.True(float.IsNaN(Ensemble.MeanOf([[1], [float.NaN]])[0]));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "member.1.")]
    [InlineData(31, "member.31.")]
    public void Tensors_of_member_0_have_the_names_of_a_network_alone(int member, string prefix) =>
        Assert.Equal(prefix, Ensemble.Prefix(member));
}
