package chart
import ("testing";"fmt";"time";"encoding/json";"os";"github.com/dop251/goja";"syscall")
func cpu() time.Duration { var u syscall.Rusage; syscall.Getrusage(0,&u); return time.Duration(u.Utime.Nano()) }
func TestZZ(t *testing.T){
 e:=engine(t)
 mk:=func(k Kind, rows, cols int, zeros bool) Def { d:=Def{ID:"x",Kind:k,Title:"x"}
  for i:=0;i<rows;i++{ d.Categories=append(d.Categories,fmt.Sprintf("Row %d",i)); if k==Stacked {d.Totals=append(d.Totals,"9")}}
  for j:=0;j<cols;j++{ s:=Series{Name:fmt.Sprintf("col %d",j)}; for i:=0;i<rows;i++{ p:=Point{Value:float64(i+j+1),Label:"1",Href:"a"}; if zeros&&(i+j)%2==0 {p=Point{}}; s.Points=append(s.Points,p)}; d.Series=append(d.Series,s)}
  return d}
 run:=func(name string, b []byte, h int){ t0:=cpu(); n:=4; for i:=0;i<n;i++{ if _,err:=e.SVG(b,680,h);err!=nil{t.Fatal(err)} }; fmt.Println(name,(cpu()-t0)/time.Duration(n)) }
 d:=mk(Stacked,20,6,false); f:=Frame{Width:680,Height:d.NaturalHeight(680)}; b,_:=d.option(f,labelInk)
 pf,_:=os.Create("/tmp/T4/cpu.prof"); goja.StartProfile(pf); for i:=0;i<12;i++{e.SVG(b,680,f.Height)}; goja.StopProfile();_=json.Marshal;_=run
}
