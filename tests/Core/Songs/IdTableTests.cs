using System.Text;
using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class IdTableTests
{
    [Fact]
    public void Numbers_ids_in_order_of_first_appearance_through_growth_and_chunks()
    {
        // 60,000 ids of 40 bytes: above the slots it starts with, and in more than one chunk of a megabyte.
        var ids = Enumerable.Range(0, 60_000).Select(i => Encoding.ASCII.GetBytes($"{i * 2654435761L:x40}")).ToList();
        var table = new IdTable();

        var first = ids.Select(id => table.GetOrAdd(id)).ToList();
        var again = Enumerable.Reverse(ids).Select(id => table.GetOrAdd(id)).ToList();

        Assert.Equal(Enumerable.Range(0, 60_000), first);
        Assert.Equal(Enumerable.Range(0, 60_000).Reverse(), again);
        Assert.Equal(60_000, table.Count);
        Assert.All(Enumerable.Range(0, 60_000), i => Assert.True(table[i].SequenceEqual(ids[i])));
    }

    [Fact]
    public void Finds_what_was_added_and_nothing_else()
    {
        var table = new IdTable();
        table.GetOrAdd("ann"u8);
        table.GetOrAdd("anna"u8);

        int[] found = [table.Find("anna"u8), table.Find("ann"u8), table.Find("an"u8), table.Find(""u8), table.Find("ann"u8)];

        Assert.Equal([1, 0, -1, -1, 0], found);
        Assert.Equal(2, table.Count);
    }
}
